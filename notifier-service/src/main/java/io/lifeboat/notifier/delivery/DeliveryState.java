package io.lifeboat.notifier.delivery;

enum DeliveryState {
    PENDING,
    ACCEPTED,
    FAILED
}
