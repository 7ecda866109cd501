# main: io.lifeboat.sandbox.api.ApiMain
