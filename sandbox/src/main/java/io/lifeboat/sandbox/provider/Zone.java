package io.lifeboat.sandbox.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** One zone with one authoritative server: answers questions, and takes updates that are signed. Thread-safe. */
final class Zone {

    private final Name origin;
    private final TSIG key;
    private final SOARecord authority;
    private final Map<String, List<Record>> records = new TreeMap<>();

    Zone(Name origin, TSIG key, SOARecord authority) {
        this.origin = origin;
        this.key = key;
        this.authority = authority;
    }

    synchronized void add(Record record) {
        records.computeIfAbsent(key(record.getName(), record.getType()), name -> new ArrayList<>())
                .add(record);
    }

    /** @param bytes the message as it came, which its signature is over */
    synchronized Message answer(Message asked, byte[] bytes) {
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setOpcode(asked.getHeader().getOpcode());
        Record question = asked.getQuestion();
        if (question != null) {
            answer.addRecord(question, Section.QUESTION);
        }
        answer.getHeader().setRcode(rcode(asked, bytes, question, answer));
        return answer;
    }

    TSIG key() {
        return key;
    }

    private int rcode(Message asked, byte[] bytes, Record question, Message answer) {
        if (question == null || !question.getName().subdomain(origin)) {
            return Rcode.REFUSED;
        }
        return switch (asked.getHeader().getOpcode()) {
            case Opcode.QUERY -> query(question, answer);
            case Opcode.UPDATE -> update(asked, bytes);
            default -> Rcode.NOTIMP;
        };
    }

    private int query(Record question, Message answer) {
        records.getOrDefault(key(question.getName(), question.getType()), List.of())
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (answer.getSection(Section.ANSWER).isEmpty()) {
            answer.addRecord(authority, Section.AUTHORITY);
        }
        return Rcode.NOERROR;
    }

    /** RFC 2136, section 3.4.2: to add, and to delete a set of records. */
    private int update(Message asked, byte[] bytes) {
        if (asked.getTSIG() == null) {
            return Rcode.REFUSED;
        }
        int signature = key.verify(asked, bytes, null);
        if (signature != Rcode.NOERROR) {
            return Rcode.NOTAUTH;
        }
        for (Record change : asked.getSection(Section.UPDATE)) {
            if (!change.getName().subdomain(origin)) {
                return Rcode.NOTZONE;
            }
        }
        for (Record change : asked.getSection(Section.UPDATE)) {
            if (change.getDClass() == org.xbill.DNS.DClass.ANY) {
                records.remove(key(change.getName(), change.getType()));
            } else {
                add(change);
            }
        }
        return Rcode.NOERROR;
    }

    private static String key(Name name, int type) {
        return name.canonicalize() + " " + Type.string(type);
    }
}
