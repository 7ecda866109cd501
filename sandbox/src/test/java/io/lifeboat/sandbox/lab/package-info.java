/** Machines that are machines to the network: each in a namespace of its own, on a cable that can be pulled. */
@NullMarked
package io.lifeboat.sandbox.lab;

import org.jspecify.annotations.NullMarked;
