@NullMarked
package io.lifeboat.backup.standby;

import org.jspecify.annotations.NullMarked;
