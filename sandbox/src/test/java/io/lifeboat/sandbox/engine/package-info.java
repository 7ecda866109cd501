@NullMarked
package io.lifeboat.sandbox.engine;

import org.jspecify.annotations.NullMarked;
