@NullMarked
package io.lifeboat.detector;

import org.jspecify.annotations.NullMarked;
