/** Runs of procedures, durable in PostgreSQL: intent before act, one owner at a time, an unknown outcome is an outcome. */
@NullMarked
package io.lifeboat.recovery.execution;

import org.jspecify.annotations.NullMarked;
