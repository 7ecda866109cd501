/** supervisord's XML-RPC. */
@NullMarked
package io.lifeboat.recovery.supervisor;

import org.jspecify.annotations.NullMarked;
