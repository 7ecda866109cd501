package io.lifeboat.sandbox.provider;

import io.lifeboat.sandbox.process.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.xbill.DNS.Message;

/** Serves a zone over UDP and TCP on one port. */
final class NameServer {

    private static final int LONGEST = 4096;

    private final Zone zone;
    private final int port;

    NameServer(Zone zone, int port) {
        this.zone = zone;
        this.port = port;
    }

    void start() throws IOException {
        DatagramSocket udp = new DatagramSocket(port, Loopback.address());
        ServerSocket tcp = new ServerSocket(port, 16, Loopback.address());
        Thread.ofPlatform().name("dns-udp").start(() -> datagrams(udp));
        Thread.ofPlatform().name("dns-tcp").start(() -> connections(tcp));
    }

    private void datagrams(DatagramSocket socket) {
        byte[] buffer = new byte[LONGEST];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                System.err.println("a question that is none: " + e.getMessage());
            }
        }
    }

    private void connections(ServerSocket server) {
        while (true) {
            try (Socket client = server.accept();
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
                client.setSoTimeout(2_000);
                byte[] asked = in.readNBytes(in.readUnsignedShort());
                byte[] answer = answer(asked);
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException e) {
                System.err.println("a question that is none: " + e.getMessage());
            }
        }
    }

    /** An answer to a signed message is signed. */
    private byte[] answer(byte[] bytes) throws IOException {
        Message asked = new Message(bytes);
        Message answer = zone.answer(asked, bytes);
        if (asked.getTSIG() != null) {
            zone.key().apply(answer, asked.getTSIG());
        }
        return answer.toWire();
    }
}
