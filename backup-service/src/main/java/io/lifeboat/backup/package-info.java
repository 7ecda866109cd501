@NullMarked
package io.lifeboat.backup;

import org.jspecify.annotations.NullMarked;
