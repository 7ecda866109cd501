# main: io.lifeboat.sandbox.connector.ConnectorMain
