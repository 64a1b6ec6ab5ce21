package io.nightjar.publish.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Rows in COPY's binary format, straight from Spark's own: nothing becomes an object or a text on the way. PostgreSQL's
 * text has no NUL; staging put rows with one aside, so none is lost here.
 */
final class CopyBytes {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** PostgreSQL counts days and microseconds from 2000-01-01. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    private static final int NONE = -1;
    private static final BigInteger MYRIAD = BigInteger.valueOf(10_000);
    private static final int MYRIAD_DIGITS = 4;
    private static final short NEGATIVE = 0x4000;

    private final DataType[] types;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 17);

    CopyBytes(DataType... types) {
        this.types = types.clone();
        // No flags, no extension.
        bytes.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** @param runNumber goes before the row's own values */
    void add(int runNumber, SpecializedGetters row) {
        room(Short.BYTES).putShort((short) (1 + types.length));
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(runNumber);
        for (int i = 0; i < types.length; i++) {
            add(types[i], row, i);
        }
    }

    void end() {
        room(Short.BYTES).putShort((short) NONE);
    }

    int length() {
        return bytes.position();
    }

    /** What was added since the last call. */
    byte[] drain() {
        byte[] all = Arrays.copyOf(bytes.array(), bytes.position());
        bytes.clear();
        return all;
    }

    /** The value's length in bytes, and the value. */
    private void add(DataType type, SpecializedGetters values, int at) {
        if (values.isNullAt(at)) {
            room(Integer.BYTES).putInt(NONE);
            return;
        }
        int start = room(Integer.BYTES).position();
        bytes.putInt(0);
        if (type instanceof ArrayType array) {
            put(array.elementType(), values.getArray(at));
        } else {
            put(type, values, at);
        }
        bytes.putInt(start, bytes.position() - start - Integer.BYTES);
    }

    private void put(DataType type, SpecializedGetters values, int at) {
        if (type instanceof BooleanType) {
            room(1).put((byte) (values.getBoolean(at) ? 1 : 0));
        } else if (type instanceof IntegerType) {
            room(Integer.BYTES).putInt(values.getInt(at));
        } else if (type instanceof LongType) {
            room(Long.BYTES).putLong(values.getLong(at));
        } else if (type instanceof DoubleType) {
            room(Double.BYTES).putDouble(values.getDouble(at));
        } else if (type instanceof DateType) {
            room(Integer.BYTES).putInt(values.getInt(at) - EPOCH_DAYS);
        } else if (type instanceof TimestampType) {
            room(Long.BYTES).putLong(values.getLong(at) - EPOCH_MICROS);
        } else if (type instanceof DecimalType decimal) {
            put(values.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal());
        } else {
            byte[] text = values.getUTF8String(at).getBytes();
            room(text.length).put(text);
        }
    }

    /** One dimension, whose first element has the number 1. */
    private void put(DataType type, ArrayData values) {
        room(5 * Integer.BYTES);
        bytes.putInt(values.numElements() == 0 ? 0 : 1).putInt(1).putInt(ColumnType.oid(type));
        if (values.numElements() > 0) {
            bytes.putInt(values.numElements()).putInt(1);
        }
        for (int i = 0; i < values.numElements(); i++) {
            add(type, values, i);
        }
    }

    /** Digits of ten thousand each: how many, the weight of the first, the sign, the decimals, the digits. */
    private void put(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        int padding = (MYRIAD_DIGITS - scale % MYRIAD_DIGITS) % MYRIAD_DIGITS;
        BigInteger rest = value.setScale(scale + padding).unscaledValue().abs();
        short[] digits = new short[2 + rest.bitLength() / 13];
        int first = digits.length;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(MYRIAD);
            digits[--first] = parts[1].shortValue();
            rest = parts[0];
        }
        int used = digits.length - first;
        room((MYRIAD_DIGITS + used) * Short.BYTES)
                .putShort((short) used)
                .putShort((short) (used - 1 - (scale + padding) / MYRIAD_DIGITS))
                .putShort(value.signum() < 0 ? NEGATIVE : 0)
                .putShort((short) scale);
        for (int i = first; i < digits.length; i++) {
            bytes.putShort(digits[i]);
        }
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }
}
