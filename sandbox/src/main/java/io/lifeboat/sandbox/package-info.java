@NullMarked
package io.lifeboat.sandbox;

import org.jspecify.annotations.NullMarked;
