/** Which engine may trade. */
@NullMarked
package io.lifeboat.recovery.authority;

import org.jspecify.annotations.NullMarked;
