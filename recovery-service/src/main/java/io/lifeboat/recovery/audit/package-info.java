/** Proves that the record is what was written. */
@NullMarked
package io.lifeboat.recovery.audit;

import org.jspecify.annotations.NullMarked;
