package io.lifeboat.recovery.name;

import io.lifeboat.catalog.NameService;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** One name of a zone: an update (RFC 2136) signed with TSIG, and what each authoritative server says. */
public final class ZoneUpdate {

    /** The server has the update and does not carry it out. */
    public static final class RefusedException extends IOException {
        RefusedException(String message) {
            super(message);
        }
    }

    private final NameService service;
    private final String key;
    private final Duration within;

    /** @param key the TSIG key, in base64 */
    public ZoneUpdate(NameService service, String key, Duration within) {
        this.service = service;
        this.key = key;
        this.within = within;
    }

    /**
     * Replaces every address of the name by this one.
     *
     * @throws RefusedException if the server has said no: nothing has changed
     * @throws IOException if nobody knows
     */
    public void lead(String name, InetAddress to, Duration ttl) throws IOException {
        Name zone = Name.fromString(service.zone(), Name.root);
        Name record = Name.fromString(name);
        if (!record.subdomain(zone)) {
            throw new RefusedException(name + " is not in the zone " + zone);
        }
        Update update = new Update(zone);
        update.delete(record, Type.A);
        update.delete(record, Type.AAAA);
        update.add(address(record, to, ttl));
        SimpleResolver primary = resolver(service.servers().getFirst());
        primary.setTSIGKey(new TSIG(
                Name.fromString(service.tsig().algorithm(), Name.root),
                Name.fromString(service.tsig().name(), Name.root),
                java.util.Base64.getDecoder().decode(key)));
        Message answer = primary.send(update);
        if (answer.getRcode() != Rcode.NOERROR) {
            throw new RefusedException(words(service.servers().getFirst()) + " refuses the update of " + name + ": "
                    + Rcode.string(answer.getRcode()));
        }
    }

    /** The servers of the zone that give no answer for the name of their own authority, a line each. Nothing is changed. */
    public static List<String> silent(NameService service, String name, Duration within) throws IOException {
        ZoneUpdate zone = new ZoneUpdate(service, "", within);
        InetAddress any = InetAddress.getByAddress(new byte[4]);
        return service.servers().stream()
                .flatMap(server -> zone.answers(server, name, any).stream())
                .toList();
    }

    private List<String> answers(NameService.Server server, String name, InetAddress like) {
        try {
            ask(server, Name.fromString(name), like);
            return List.of();
        } catch (IOException e) {
            return List.of(words(server) + " does not answer: " + e.getMessage());
        }
    }

    /** What is still otherwise, a line for each server that does not answer so; nothing when all do. */
    public List<String> otherwise(String name, InetAddress to) {
        List<String> otherwise = new ArrayList<>();
        for (NameService.Server server : service.servers()) {
            try {
                Set<String> addresses = ask(server, Name.fromString(name), to);
                if (!addresses.equals(new TreeSet<>(List.of(to.getHostAddress())))) {
                    otherwise.add(words(server) + " says " + (addresses.isEmpty() ? "nothing" : addresses));
                }
            } catch (IOException e) {
                otherwise.add(words(server) + " does not answer: " + e.getMessage());
            }
        }
        return otherwise;
    }

    private Set<String> ask(NameService.Server server, Name name, InetAddress like) throws IOException {
        int type = like.getAddress().length == 4 ? Type.A : Type.AAAA;
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        Message answer = resolver(server).send(query);
        if (!answer.getHeader().getFlag(Flags.AA)) {
            throw new IOException("it is not authoritative for " + name);
        }
        return answer.getSection(Section.ANSWER).stream()
                .map(record -> switch (record) {
                    case ARecord a -> a.getAddress().getHostAddress();
                    case AAAARecord a -> a.getAddress().getHostAddress();
                    default -> record.rdataToString();
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SimpleResolver resolver(NameService.Server server) throws IOException {
        SimpleResolver resolver = new SimpleResolver(server.address());
        resolver.setPort(server.port());
        resolver.setTimeout(within);
        return resolver;
    }

    private static Record address(Name name, InetAddress to, Duration ttl) {
        return to.getAddress().length == 4
                ? new ARecord(name, DClass.IN, ttl.toSeconds(), to)
                : new AAAARecord(name, DClass.IN, ttl.toSeconds(), to);
    }

    private static String words(NameService.Server server) {
        return server.address() + ":" + server.port();
    }
}
