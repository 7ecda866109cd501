@NullMarked
package io.lifeboat.ssh;

import org.jspecify.annotations.NullMarked;
