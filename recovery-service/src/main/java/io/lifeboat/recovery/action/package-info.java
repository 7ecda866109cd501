/** What a step does: one executor a kind. */
@NullMarked
package io.lifeboat.recovery.action;

import org.jspecify.annotations.NullMarked;
