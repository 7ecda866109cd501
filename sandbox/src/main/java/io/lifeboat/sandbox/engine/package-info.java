/** The trading engine. */
@NullMarked
package io.lifeboat.sandbox.engine;

import org.jspecify.annotations.NullMarked;
