/** The life of an incident, from the failure that opens it to its closing. */
@NullMarked
package io.lifeboat.recovery.incident;

import org.jspecify.annotations.NullMarked;
