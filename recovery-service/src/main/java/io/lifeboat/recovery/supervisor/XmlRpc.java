package io.lifeboat.recovery.supervisor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The few forms of XML-RPC that supervisord speaks. A document with a DOCTYPE is refused, so nothing is read from elsewhere. */
final class XmlRpc {

    private XmlRpc() {}

    /** @param parameters texts and flags */
    static byte[] call(String method, Object... parameters) {
        String values = Arrays.stream(parameters)
                .map(one -> "<param><value>" + value(one) + "</value></param>")
                .collect(Collectors.joining());
        String xml = "<?xml version=\"1.0\"?><methodCall><methodName>" + method + "</methodName><params>" + values
                + "</params></methodCall>";
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value of a member of the answer's struct, or the whole answer as a text.
     *
     * @throws SupervisorFaultException if the answer is a fault
     * @throws IOException if it is no answer
     */
    static String answer(byte[] xml, @Nullable String member) throws IOException {
        Element root = parse(xml).getDocumentElement();
        if (root == null || !root.getTagName().equals("methodResponse")) {
            throw new IOException("the answer is no XML-RPC");
        }
        if (root.getElementsByTagName("fault").getLength() > 0) {
            String code = member(root, "faultCode");
            throw new SupervisorFaultException(
                    code.matches("-?[0-9]{1,9}") ? Integer.parseInt(code) : 0, member(root, "faultString"));
        }
        return member == null ? root.getTextContent().strip() : member(root, member);
    }

    private static String member(Element root, String name) throws IOException {
        NodeList members = root.getElementsByTagName("member");
        for (int i = 0; i < members.getLength(); i++) {
            Element member = (Element) members.item(i);
            if (text(member, "name").equals(name)) {
                return text(member, "value");
            }
        }
        throw new IOException("the answer has no '" + name + "'");
    }

    private static String text(Element of, String tag) {
        NodeList found = of.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Document parse(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("the answer is no XML that is taken here: " + e.getMessage(), e);
        }
    }

    private static String value(Object parameter) {
        return switch (parameter) {
            case Boolean flag -> "<boolean>" + (flag ? 1 : 0) + "</boolean>";
            default -> "<string>" + escaped(String.valueOf(parameter)) + "</string>";
        };
    }

    private static String escaped(String text) {
        String clean = text;
        for (List<String> pair : List.of(List.of("&", "&amp;"), List.of("<", "&lt;"), List.of(">", "&gt;"))) {
            clean = clean.replace(pair.getFirst(), pair.getLast());
        }
        return clean;
    }
}
