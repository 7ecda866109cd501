@NullMarked
package io.lifeboat.benchmarks;

import org.jspecify.annotations.NullMarked;
