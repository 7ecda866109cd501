@NullMarked
package io.lifeboat.sandbox.process;

import org.jspecify.annotations.NullMarked;
