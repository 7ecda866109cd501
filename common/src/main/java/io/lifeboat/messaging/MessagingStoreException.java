package io.lifeboat.messaging;

/** The database behind the inbox or the outbox does not do its part. The transaction that it happens in must not commit. */
public final class MessagingStoreException extends RuntimeException {

    MessagingStoreException(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
