/** Benchmarks, each figure beside its goal and, where there is one, beside the peer it is measured against. */
@NullMarked
package io.lifeboat.benchmarks;

import org.jspecify.annotations.NullMarked;
