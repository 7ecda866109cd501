# main: io.lifeboat.sandbox.engine.EngineMain
