package io.plimsoll.doctor.rule;

import io.plimsoll.doctor.rule.Expression.Call;
import io.plimsoll.doctor.rule.Expression.Constant;
import io.plimsoll.doctor.rule.Expression.Function;
import io.plimsoll.doctor.rule.Expression.Name;
import io.plimsoll.doctor.rule.Expression.Node;
import io.plimsoll.doctor.rule.Expression.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses expressions by recursive descent, one method per precedence. For one thread. */
final class ExpressionParser {

    /** Longer ones are mistakes; it bounds the depth of the descent, too. */
    private static final int MAX_LENGTH = 500;

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(\\d+(?:\\.\\d+)?[kmgt]?|[A-Za-z_][A-Za-z0-9_.]*|<=|>=|==|!=|[-+*/()<>,])");

    private static final List<List<String>> PRECEDENCES =
            List.of(
                    List.of("or"),
                    List.of("and"),
                    List.of("<", "<=", ">", ">=", "==", "!="),
                    List.of("+", "-"),
                    List.of("*", "/"));

    private static final String END = "";

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    ExpressionParser(String text) {
        this.text = text;
    }

    Node parse() {
        if (text.length() > MAX_LENGTH) {
            throw wrong("longer than " + MAX_LENGTH + " characters");
        }
        tokenize();
        Node node = operation(0);
        if (!peek().equals(END)) {
            throw wrong("'" + peek() + "' is one too many");
        }
        return node;
    }

    private void tokenize() {
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (!text.substring(position).isBlank()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw wrong("cannot read '" + text.substring(position) + "'");
            }
            tokens.add(matcher.group(1));
            position = matcher.end();
        }
    }

    private Node operation(int precedence) {
        if (precedence == PRECEDENCES.size()) {
            return operand();
        }
        Node left = operation(precedence + 1);
        while (PRECEDENCES.get(precedence).contains(peek())) {
            String operator = take();
            left = new Operation(operator, left, operation(precedence + 1));
        }
        return left;
    }

    private Node operand() {
        String token = take();
        if (token.equals("(")) {
            Node inner = operation(0);
            expect(")");
            return inner;
        }
        if (token.equals(END)) {
            throw wrong("something is missing at its end");
        }
        if (Character.isDigit(token.charAt(0))) {
            OptionalDouble number = Values.parse(token);
            return new Constant(number.orElseThrow(() -> wrong("'" + token + "' is no number")));
        }
        if (!Character.isLetter(token.charAt(0)) && token.charAt(0) != '_') {
            throw wrong("'" + token + "' stands where a name or number should");
        }
        return peek().equals("(") ? call(token) : new Name(token);
    }

    private Node call(String name) {
        Function function;
        try {
            function = Function.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw wrong("there is no function " + name);
        }
        expect("(");
        List<Node> arguments = new ArrayList<>(List.of(operation(0)));
        while (peek().equals(",")) {
            take();
            arguments.add(operation(0));
        }
        expect(")");
        if (arguments.size() != function.parameters()) {
            throw wrong(
                    "%s takes %d arguments, not %d"
                            .formatted(name, function.parameters(), arguments.size()));
        }
        return new Call(function, List.copyOf(arguments));
    }

    private void expect(String token) {
        if (!take().equals(token)) {
            throw wrong("'" + token + "' is missing");
        }
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("expression='%s' (%s)".formatted(text, why));
    }
}
