@NullMarked
package io.lifeboat.sandbox.state;

import org.jspecify.annotations.NullMarked;
