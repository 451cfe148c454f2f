package io.plimsoll.serde;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A type without variables: a class and what its type parameters stand for.
 *
 * @param raw the class
 * @param arguments for each type parameter, or none if they are not known; the component of an
 *     array
 */
record ResolvedType(Class<?> raw, List<ResolvedType> arguments) {

    /** Variables bound to themselves ({@code T extends Comparable<T>}) end here. */
    private static final int MAX_DEPTH = 50;

    /** Resolves a type that has no variables. */
    static ResolvedType of(Type type) {
        return of(type, Map.of(), 0);
    }

    private static ResolvedType of(Type type, Map<TypeVariable<?>, ResolvedType> known, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "type=" + type.getTypeName() + " (expected one that ends)");
        }
        return switch (type) {
            case Class<?> plain ->
                    plain.isArray() ? array(of(plain.getComponentType())) : simple(plain);
            case ParameterizedType generic -> {
                List<ResolvedType> arguments = new ArrayList<>();
                for (Type argument : generic.getActualTypeArguments()) {
                    arguments.add(of(argument, known, depth + 1));
                }
                yield new ResolvedType((Class<?>) generic.getRawType(), List.copyOf(arguments));
            }
            case GenericArrayType array ->
                    array(of(array.getGenericComponentType(), known, depth + 1));
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0], known, depth + 1);
            case TypeVariable<?> variable -> {
                ResolvedType bound = known.get(variable);
                yield bound == null ? unknown(variable) : bound;
            }
            default -> throw new IllegalArgumentException("type=" + type);
        };
    }

    private static ResolvedType simple(Class<?> type) {
        return new ResolvedType(type, List.of());
    }

    private static ResolvedType array(ResolvedType component) {
        return new ResolvedType(component.raw.arrayType(), List.of(component));
    }

    /** What is not known is an object of any class. */
    private static ResolvedType unknown(TypeVariable<?> variable) {
        return variable.getBounds()[0] instanceof Class<?> bound
                ? simple(bound)
                : simple(Object.class);
    }

    /** Resolves the type of a member of this type or of one of its superclasses. */
    ResolvedType member(Class<?> owner, Type type) {
        return of(type, variablesOf(owner), 0);
    }

    /** Returns what the parameters of this class, or one of its superclasses, stand for. */
    private Map<TypeVariable<?>, ResolvedType> variablesOf(Class<?> owner) {
        Map<TypeVariable<?>, ResolvedType> known = new HashMap<>();
        Class<?> at = raw;
        bind(at, arguments, known);
        while (at != owner && at.getGenericSuperclass() != null) {
            Type generic = at.getGenericSuperclass();
            Class<?> superclass = at.getSuperclass();
            bind(superclass, of(generic, known, 0).arguments, known);
            at = superclass;
        }
        return known;
    }

    private static void bind(
            Class<?> type, List<ResolvedType> arguments, Map<TypeVariable<?>, ResolvedType> known) {
        TypeVariable<?>[] parameters = type.getTypeParameters();
        for (int i = 0; i < Math.min(parameters.length, arguments.size()); i++) {
            known.put(parameters[i], arguments.get(i));
        }
    }

    /** Resolves a direct subclass of this sealed type, with the same type arguments. */
    ResolvedType subtype(Class<?> subclass) {
        TypeVariable<?>[] parameters = subclass.getTypeParameters();
        Type generic = genericSupertype(subclass);
        Map<TypeVariable<?>, ResolvedType> known = new HashMap<>();
        if (generic instanceof ParameterizedType parameterized) {
            Type[] given = parameterized.getActualTypeArguments();
            for (int i = 0; i < Math.min(given.length, arguments.size()); i++) {
                if (given[i] instanceof TypeVariable<?> variable) {
                    known.put(variable, arguments.get(i));
                }
            }
        }
        List<ResolvedType> own = new ArrayList<>();
        for (TypeVariable<?> parameter : parameters) {
            own.add(of(parameter, known, 0));
        }
        return new ResolvedType(subclass, List.copyOf(own));
    }

    private @Nullable Type genericSupertype(Class<?> subclass) {
        if (subclass.getSuperclass() == raw) {
            return subclass.getGenericSuperclass();
        }
        Class<?>[] interfaces = subclass.getInterfaces();
        for (int i = 0; i < interfaces.length; i++) {
            if (interfaces[i] == raw) {
                return subclass.getGenericInterfaces()[i];
            }
        }
        return null;
    }

    /** Returns whether the type parameters are known, if there are any. */
    boolean isComplete() {
        return raw.isArray() || raw.getTypeParameters().length == arguments.size();
    }

    @Override
    public String toString() {
        if (raw.isArray()) {
            return arguments.getFirst() + "[]";
        }
        if (arguments.isEmpty()) {
            return raw.getName();
        }
        StringJoiner joined = new StringJoiner(", ", raw.getName() + "<", ">");
        arguments.forEach(argument -> joined.add(argument.toString()));
        return joined.toString();
    }
}
