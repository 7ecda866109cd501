/** Real Kafka, PostgreSQL, S3 and SMTP without a container engine, for the tests and the sandbox. Everything stays in the folders and on the ports that the caller gives. */
@NullMarked
package io.lifeboat.embedded;

import org.jspecify.annotations.NullMarked;
