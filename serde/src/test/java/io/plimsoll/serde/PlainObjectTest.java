package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes with private fields, superclasses and type parameters. */
class PlainObjectTest {

    /** Its fields are written in front of those of its subclass. */
    static class Named<T> {
        private @Nullable T label;
        private int count = 7;
        private transient int cached = 99;
        static int shared = 1;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named<?> that
                    && getClass() == that.getClass()
                    && Objects.equals(label, that.label)
                    && count == that.count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    static final class Account extends Named<String> {
        private @Nullable List<@Nullable Account> children;
        private long balance;
        private double @Nullable [] rates;
        private @Nullable LocalDate opened;
        private boolean closed;

        private Account() {}

        Account(long balance) {
            this.balance = balance;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other)
                    && other instanceof Account that
                    && balance == that.balance
                    && closed == that.closed
                    && Arrays.equals(rates, that.rates)
                    && Objects.equals(opened, that.opened)
                    && Objects.equals(children, that.children);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(balance);
        }
    }

    private static final TypeSerializer<Account> ACCOUNTS = TypeSerializers.of(Account.class);

    @Property(tries = 100)
    void comeBackAsTheyWere(@ForAll long seed, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        Account account = new Account(seed);
        ((Named<String>) account).label = seed % 2 == 0 ? null : "name " + seed;
        ((Named<String>) account).count = (int) (seed >> 3);
        account.opened = seed % 3 == 0 ? null : LocalDate.ofEpochDay(seed % 100_000);
        account.rates = seed % 5 == 0 ? null : new double[] {seed, 0.5};
        account.closed = seed % 7 == 0;
        Account parent = new Account(-seed);
        parent.children = Arrays.asList(account, null, new Account(3));
        RoundTrip.check(ACCOUNTS, List.of(account, parent), pageSize);
    }

    @Test
    void transientFieldsAreAsTheConstructorLeavesThem() {
        Account account = new Account(1);
        ((Named<String>) account).cached = 5;
        assertThat(((Named<String>) ACCOUNTS.copy(account)).cached).isEqualTo(99);
    }

    @Test
    void theFieldsOfSuperclassesComeFirstThenByName() throws IOException {
        Account account = new Account(0x0102030405060708L);
        DataOutputSerializer out = new DataOutputSerializer(10);
        ACCOUNTS.serialize(account, out);
        // null: label, children, opened, rates; then count, balance, closed
        assertThat(out.getCopyOfBuffer())
                .containsExactly(0b1111, 0, 0, 0, 7, 1, 2, 3, 4, 5, 6, 7, 8, 0);
    }

    static class Open {
        int a;
    }

    static final class Extended extends Open {
        int b;
    }

    record Holder(Open open) {}

    @Test
    void aSubclassIsRefusedRatherThanCutOff() {
        TypeSerializer<Holder> holders = TypeSerializers.of(Holder.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        holders.serialize(new Holder(new Extended()), new DataOutputSerializer(10)))
                .withMessageContaining("Extended (expected")
                .withMessageContaining("union");
    }

    static final class Final {
        final int a = 1;
    }

    static final class NoConstructor {
        int a;

        NoConstructor(int a) {
            this.a = a;
        }
    }

    static final class Hiding extends Open {
        int a;
    }

    final class Inner {
        int a;
    }

    record Deep(List<NoConstructor> list) {}

    @Test
    void whatCannotBeMadeOrFilledIsRefusedWithAWayOut() {
        assertRefused(Final.class, "has a final field a (expected a record");
        assertRefused(NoConstructor.class, "has no constructor without parameters");
        assertRefused(Hiding.class, "different names");
        assertRefused(Inner.class, "inner class");
        assertRefused(Runnable.class, "sealed");
        assertRefused(Locale.class, "java.util.Locale");
        assertRefused(StringBuilder.class, "opens java.lang to io.plimsoll.serde");
        assertRefused(Deep.class, "at Deep.list");
    }

    private static void assertRefused(Class<?> type, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(type))
                .withMessageContaining(why);
    }

    @Test
    void aLookupOfTheCallerWillDo() throws IOException {
        TypeSerializer<Account> accounts =
                TypeSerializers.of(Account.class, MethodHandles.lookup());
        DataOutputSerializer out = new DataOutputSerializer(10);
        accounts.serialize(new Account(4), out);
        assertThat(ACCOUNTS.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())).balance)
                .isEqualTo(4);
        assertThat(accounts).isEqualTo(ACCOUNTS).hasSameHashCodeAs(ACCOUNTS);
    }

    /** More fields than a method can have parameters. */
    static final class Wide {
        long f00, f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14, f15, f16;
        long g00, g01, g02, g03, g04, g05, g06, g07, g08, g09, g10, g11, g12, g13, g14, g15, g16;
        long h00, h01, h02, h03, h04, h05, h06, h07, h08, h09, h10, h11, h12, h13, h14, h15, h16;
        long i00, i01, i02, i03, i04, i05, i06, i07, i08, i09, i10, i11, i12, i13, i14, i15, i16;
        long j00, j01, j02, j03, j04, j05, j06, j07, j08, j09, j10, j11, j12, j13, j14, j15, j16;
        long k00, k01, k02, k03, k04, k05, k06, k07, k08, k09, k10, k11, k12, k13, k14, k15, k16;
        long l00, l01, l02, l03, l04, l05, l06, l07, l08, l09, l10, l11, l12, l13, l14, l15, l16;
        long m00, m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12, m13, m14, m15, m16;
    }

    @Test
    void anyNumberOfFields() {
        Wide wide = new Wide();
        wide.f00 = 1;
        wide.j08 = 2;
        wide.m16 = 3;
        Wide copy = TypeSerializers.of(Wide.class).copy(wide);
        assertThat(new long[] {copy.f00, copy.j08, copy.m16, copy.m15}).containsExactly(1, 2, 3, 0);
    }
}
