@NullMarked
package io.lifeboat.sandbox.broker;

import org.jspecify.annotations.NullMarked;
