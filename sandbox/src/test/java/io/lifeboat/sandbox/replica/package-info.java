@NullMarked
package io.lifeboat.sandbox.replica;

import org.jspecify.annotations.NullMarked;
