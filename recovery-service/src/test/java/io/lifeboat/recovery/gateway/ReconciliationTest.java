package io.lifeboat.recovery.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.recovery.gateway.Reconciliation.Agrees;
import io.lifeboat.recovery.gateway.Reconciliation.Differs;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciliationTest {

    private static final String BROKER =
            "{\"account\":\"primary\",\"balance\":9993.00,\"positions\":{\"EURUSD\":0.01},\"unsettled\":0}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"account":"primary","balance":"9993","positions":{"EURUSD":"0.010"},"unsettled":0} | 0
            {"account":"primary","balance":9993.00,"positions":{"EURUSD":0.02},"unsettled":0}   | 0.01
            {"account":"primary","balance":9993.00,"positions":{"EURUSD":0.01,"USDJPY":0},"unsettled":0} | 0
            """)
    void shouldAgree(String engine, BigDecimal tolerance) throws IOException {
        assertThat(Reconciliation.of(Holdings.read(BROKER), Holdings.read(engine), tolerance))
                .isInstanceOf(Agrees.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"account":"primary","balance":9993.00,"positions":{"EURUSD":0.02},"unsettled":0} | EURUSD: the broker holds 0.01 lots, the engine 0.02
            {"account":"primary","balance":9993.00,"positions":{},"unsettled":0}              | EURUSD: the broker holds 0.01 lots, the engine 0
            {"account":"primary","balance":9993.00,"positions":{"EURUSD":0.01,"USDJPY":1},"unsettled":0} | USDJPY: the broker holds 0 lots, the engine 1
            {"account":"primary","balance":9992.99,"positions":{"EURUSD":0.01},"unsettled":0} | balance: the broker says 9993.00, the engine 9992.99
            {"account":"backup","balance":9993.00,"positions":{"EURUSD":0.01},"unsettled":0}  | the broker reports account primary, the engine backup
            {"account":"primary","balance":9993.00,"positions":{"EURUSD":0.01},"unsettled":2} | 2 orders are not settled yet
            """)
    void shouldSayWhatDiffers(String engine, String difference) throws IOException {
        assertThat(Reconciliation.of(Holdings.read(BROKER), Holdings.read(engine), BigDecimal.ZERO))
                .isEqualTo(new Differs(java.util.List.of(difference)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"account\":\"primary\",\"balance\":1,\"unsettled\":0}",
                "{\"account\":\"primary\",\"positions\":{},\"unsettled\":0}",
                "{\"account\":\"primary\",\"balance\":1,\"positions\":{}}",
                "{\"balance\":1,\"positions\":{},\"unsettled\":0}",
                "{\"account\":\"primary\",\"balance\":1,\"positions\":{\"EURUSD\":null},\"unsettled\":0}",
                "{\"account\":\"primary\",\"balance\":1,\"positions\":[],\"unsettled\":0}"
            })
    void shouldTakeAReportWithAGapForNone(String report) {
        assertThatThrownBy(() -> Holdings.read(report)).isInstanceOf(IOException.class);
    }
}
