package io.plimsoll.serde.schema;

import java.util.List;

/** Compares schemas. */
final class SchemaMatch {

    private SchemaMatch() {}

    static boolean isReadableAs(Schema then, Schema now) {
        return switch (then) {
            case Schema.EnumOf a when now instanceof Schema.EnumOf b ->
                    isStart(a.constants(), b.constants());
            case Schema.Repeated a when now instanceof Schema.Repeated b ->
                    (a.distinct() || !b.distinct()) && isReadableAs(a.element(), b.element());
            case Schema.MapOf a when now instanceof Schema.MapOf b ->
                    isReadableAs(a.key(), b.key()) && isReadableAs(a.value(), b.value());
            case Schema.Maybe a when now instanceof Schema.Maybe b ->
                    isReadableAs(a.value(), b.value());
            case Schema.RecordOf a when now instanceof Schema.RecordOf b ->
                    areReadableAs(a.fields(), b.fields());
            case Schema.Union a when now instanceof Schema.Union b -> casesMatch(a, b);
            default -> then.equals(now);
        };
    }

    private static boolean isStart(List<String> start, List<String> all) {
        return start.size() <= all.size() && start.equals(all.subList(0, start.size()));
    }

    private static boolean areReadableAs(List<Schema.Field> then, List<Schema.Field> now) {
        if (then.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < then.size(); i++) {
            Schema.Field a = then.get(i);
            Schema.Field b = now.get(i);
            if (!a.name().equals(b.name())
                    || a.primitive() != b.primitive()
                    || !isReadableAs(a.schema(), b.schema())) {
                return false;
            }
        }
        return true;
    }

    private static boolean casesMatch(Schema.Union then, Schema.Union now) {
        if (then.cases().size() > now.cases().size()) {
            return false;
        }
        for (int i = 0; i < then.cases().size(); i++) {
            Schema.Case a = then.cases().get(i);
            Schema.Case b = now.cases().get(i);
            if (!a.name().equals(b.name()) || !isReadableAs(a.schema(), b.schema())) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether nothing in a schema refers to what is more than {@code around} levels up. */
    static boolean isClosed(Schema schema, int around) {
        return switch (schema) {
            case Schema.Recursion recursion -> recursion.levels() <= around;
            case Schema.Repeated repeated -> isClosed(repeated.element(), around);
            case Schema.MapOf map -> isClosed(map.key(), around) && isClosed(map.value(), around);
            case Schema.Maybe maybe -> isClosed(maybe.value(), around);
            case Schema.RecordOf type ->
                    type.fields().stream().allMatch(f -> isClosed(f.schema(), around + 1));
            case Schema.Union type ->
                    type.cases().stream().allMatch(c -> isClosed(c.schema(), around + 1));
            default -> true;
        };
    }
}
