@NullMarked
package io.lifeboat.probe;

import org.jspecify.annotations.NullMarked;
