@NullMarked
package io.lifeboat.recovery;

import org.jspecify.annotations.NullMarked;
