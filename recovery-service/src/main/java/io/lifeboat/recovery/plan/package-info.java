/** What a procedure would do now, with live checks that change nothing. */
@NullMarked
package io.lifeboat.recovery.plan;

import org.jspecify.annotations.NullMarked;
