package io.lifeboat.recovery.procedure;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/** The expressions of procedures, in the Common Expression Language: no loops, no side effects, always an end. */
public final class Expression {

    private static final ScriptHost HOST = ScriptHost.newBuilder().build();
    private static final Map<String, Script> COMPILED = new ConcurrentHashMap<>();

    /** It can't be read, or has no value for these facts. */
    public static final class BadExpressionException extends RuntimeException {
        BadExpressionException(String expression, Throwable cause) {
            super(
                    "the expression \"" + expression + "\" has no value: "
                            + String.valueOf(cause.getMessage()).replaceAll("\\s+", " "),
                    cause);
        }
    }

    private Expression() {}

    public static boolean test(String expression, Facts facts) {
        return evaluate(expression, facts, Boolean.class);
    }

    public static String text(String expression, Facts facts) {
        return evaluate(expression, facts, String.class);
    }

    private static <T> T evaluate(String expression, Facts facts, Class<T> type) {
        try {
            Script script = COMPILED.get(expression);
            if (script == null) {
                script = compile(expression);
                COMPILED.put(expression, script);
            }
            return Objects.requireNonNull(script.execute(
                    type, Map.of("incident", facts.incident(), "evidence", facts.evidence(), "steps", facts.steps())));
        } catch (ScriptException | RuntimeException e) {
            throw new BadExpressionException(expression, e);
        }
    }

    private static Script compile(String expression) throws ScriptException {
        var texts = Decls.newMapType(Decls.String, Decls.String);
        return HOST.buildScript(expression)
                .withDeclarations(
                        Decls.newVar("incident", texts),
                        Decls.newVar("evidence", Decls.newListType(texts)),
                        Decls.newVar("steps", Decls.newMapType(Decls.String, texts)))
                .build();
    }
}
