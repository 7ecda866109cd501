/** What survives a restart: small files that are replaced whole, in one folder that one detector holds. */
@NullMarked
package io.lifeboat.detector.state;

import org.jspecify.annotations.NullMarked;
