/** Images of whole servers: taken by a provider's snapshot service, waited for, looked after, and deleted with their snapshots. */
@NullMarked
package io.lifeboat.backup.image;

import org.jspecify.annotations.NullMarked;
