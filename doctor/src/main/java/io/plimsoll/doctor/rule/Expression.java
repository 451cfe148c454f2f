package io.plimsoll.doctor.rule;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Arithmetic over names: {@code + - * /}, comparisons, {@code and}, {@code or}, parentheses, and
 * the functions {@code min}, {@code max}, {@code ceil}, {@code floor}, {@code up(x, step)}, {@code
 * known(name)} and {@code default(name, x)}. True is 1 and false 0.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Expression {

    private final String text;
    private final Node root;

    private Expression(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Parses an expression.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Expression parse(String text) {
        return new Expression(text, new ExpressionParser(text).parse());
    }

    /** Returns the value; NaN if something in it is unknown, or nothing can be computed. */
    public double value(Values values) {
        double value = root.value(values);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** Returns whether it is true; what is unknown is not. */
    public boolean holds(Values values) {
        double value = value(values);
        return !Double.isNaN(value) && value != 0;
    }

    /** Returns the names in it. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        root.collect(names);
        return names;
    }

    @Override
    public String toString() {
        return text;
    }

    /** A part of an expression. */
    sealed interface Node {

        double value(Values values);

        void collect(Set<String> names);
    }

    record Constant(double number) implements Node {

        @Override
        public double value(Values values) {
            return number;
        }

        @Override
        public void collect(Set<String> names) {}
    }

    record Name(String name) implements Node {

        @Override
        public double value(Values values) {
            return values.number(name).orElse(Double.NaN);
        }

        @Override
        public void collect(Set<String> names) {
            names.add(name);
        }
    }

    record Operation(String operator, Node left, Node right) implements Node {

        @Override
        public double value(Values values) {
            double a = left.value(values);
            double b = right.value(values);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Double.NaN;
            }
            return switch (operator) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> a / b;
                case "<" -> truth(a < b);
                case "<=" -> truth(a <= b);
                case ">" -> truth(a > b);
                case ">=" -> truth(a >= b);
                case "==" -> truth(a == b);
                case "!=" -> truth(a != b);
                case "and" -> truth(a != 0 && b != 0);
                case "or" -> truth(a != 0 || b != 0);
                default -> throw new IllegalStateException("operator=" + operator);
            };
        }

        private static double truth(boolean holds) {
            return holds ? 1 : 0;
        }

        @Override
        public void collect(Set<String> names) {
            left.collect(names);
            right.collect(names);
        }
    }

    record Call(Function function, List<Node> arguments) implements Node {

        @Override
        public double value(Values values) {
            return function.apply(arguments, values);
        }

        @Override
        public void collect(Set<String> names) {
            arguments.forEach(argument -> argument.collect(names));
        }
    }

    /** What can be called. */
    enum Function {
        MIN(2),
        MAX(2),
        CEIL(1),
        FLOOR(1),
        UP(2),
        KNOWN(1),
        DEFAULT(2);

        private final int parameters;

        Function(int parameters) {
            this.parameters = parameters;
        }

        int parameters() {
            return parameters;
        }

        double apply(List<Node> arguments, Values values) {
            double first = arguments.get(0).value(values);
            return switch (this) {
                case CEIL -> Math.ceil(first);
                case FLOOR -> Math.floor(first);
                case KNOWN ->
                        arguments.get(0) instanceof Name(String name) && values.text(name) != null
                                ? 1
                                : 0;
                case MIN -> Math.min(first, arguments.get(1).value(values));
                case MAX -> Math.max(first, arguments.get(1).value(values));
                case UP -> {
                    double step = arguments.get(1).value(values);
                    yield Math.ceil(first / step) * step;
                }
                case DEFAULT -> Double.isNaN(first) ? arguments.get(1).value(values) : first;
            };
        }
    }
}
