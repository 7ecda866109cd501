/** The cloud provider: it knows which servers run, starts them anew, and has the zone. */
@NullMarked
package io.lifeboat.sandbox.provider;

import org.jspecify.annotations.NullMarked;
