@NullMarked
package io.lifeboat.sandbox.connector;

import org.jspecify.annotations.NullMarked;
