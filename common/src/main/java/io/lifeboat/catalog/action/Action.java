package io.lifeboat.catalog.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a step does. A new kind is a record of this package that is named here, its shape in {@code
 * catalog/schema/procedure.json}, and its executor in the recovery service; tests hold the three together.
 */
public sealed interface Action
        permits ActivateAction,
                ApproveAction,
                BackupAction,
                ChecksumAction,
                ConfigAction,
                DnsAction,
                FenceAction,
                HttpAction,
                KubernetesAction,
                ManualAction,
                PageAction,
                ProbeAction,
                ReconcileAction,
                SqlAction,
                SshAction,
                SupervisorAction,
                WaitAction {

    /** Every kind by the key under which a step's file writes it: {@code ssh}, {@code page}, … */
    static Map<String, Class<? extends Action>> kinds() {
        Map<String, Class<? extends Action>> kinds = new LinkedHashMap<>();
        Stream.of(Action.class.getPermittedSubclasses())
                .forEach(kind -> kinds.put(key(kind), kind.asSubclass(Action.class)));
        return kinds;
    }

    /** The key of this kind. */
    default String key() {
        return key(getClass());
    }

    private static String key(Class<?> kind) {
        String name = kind.getSimpleName();
        return name.substring(0, name.length() - "Action".length()).toLowerCase(java.util.Locale.ROOT);
    }
}
