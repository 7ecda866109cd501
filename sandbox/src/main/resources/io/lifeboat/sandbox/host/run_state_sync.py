# main: io.lifeboat.sandbox.state.StateSyncMain
