/** Lifeboat itself, run as in production: the servers it needs and its four services, each a process of its own. */
@NullMarked
package io.lifeboat.sandbox.stack;

import org.jspecify.annotations.NullMarked;
