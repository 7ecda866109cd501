/** The broker: it keeps every order and is the judge in every test. */
@NullMarked
package io.lifeboat.sandbox.broker;

import org.jspecify.annotations.NullMarked;
