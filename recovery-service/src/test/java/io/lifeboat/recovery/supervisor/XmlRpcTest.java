package io.lifeboat.recovery.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlRpcTest {

    @Test
    void shouldNotLetANameBecomeMarkup() {
        assertThat(new String(XmlRpc.call("supervisor.startProcess", "a</string><b>&", true), StandardCharsets.UTF_8))
                .contains("<string>a&lt;/string&gt;&lt;b&gt;&amp;</string>")
                .contains("<boolean>1</boolean>");
    }

    @Test
    void shouldTellAFaultFromAnAnswer() {
        assertThatThrownBy(() -> XmlRpc.answer(bytes("""
                        <?xml version='1.0'?><methodResponse><fault><value><struct>
                        <member><name>faultCode</name><value><int>10</int></value></member>
                        <member><name>faultString</name><value><string>BAD_NAME: x</string></value></member>
                        </struct></value></fault></methodResponse>"""), null))
                .isInstanceOf(SupervisorFaultException.class)
                .hasMessage("BAD_NAME: x (fault 10)");
    }

    /** An answer that would have a file of this machine read is no answer. */
    @Test
    void shouldReadNothingFromElsewhere(@TempDir Path folder) throws IOException {
        // given
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
        String xml = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM '" + secret.toUri()
                + "'>]><methodResponse><params><param><value>&e;</value></param></params></methodResponse>";

        // then
        assertThatThrownBy(() -> XmlRpc.answer(bytes(xml), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DOCTYPE")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldRefuseWhatIsNoAnswer() {
        assertThatThrownBy(() -> XmlRpc.answer(bytes("<html/>"), null)).hasMessage("the answer is no XML-RPC");
        assertThatThrownBy(() -> XmlRpc.answer(bytes("502 Bad Gateway"), null)).isInstanceOf(IOException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
