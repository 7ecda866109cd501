package io.lifeboat.sandbox.host;

import io.lifeboat.sandbox.process.JavaCommand;

class MinaHostIT extends HostContract {

    @Override
    HostRuntime runtime(JavaCommand java) {
        return new MinaHost(java);
    }

    @Override
    String user() {
        return "tradingbot";
    }
}
