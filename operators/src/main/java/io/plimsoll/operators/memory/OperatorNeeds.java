package io.plimsoll.operators.memory;

/**
 * How much memory an operator needs.
 *
 * @param workspaceBytes what spilling takes: charged when the operator opens, and never lent
 * @param minRecordBytes what is guaranteed for records, so that the operator always gets on
 * @param minReadingBytes what is guaranteed for reading back what was spilled
 * @param maxBytes the most that it takes, workspace included; what its parent has at most
 */
public record OperatorNeeds(
        long workspaceBytes, long minRecordBytes, long minReadingBytes, long maxBytes) {

    /** Checks the numbers. */
    public OperatorNeeds {
        if (workspaceBytes < 0 || minRecordBytes < 0 || minReadingBytes < 0) {
            throw new IllegalArgumentException(
                    "workspaceBytes=%d, minRecordBytes=%d, minReadingBytes=%d (expected 0 or more)"
                            .formatted(workspaceBytes, minRecordBytes, minReadingBytes));
        }
        maxBytes = Math.max(maxBytes, workspaceBytes + minRecordBytes + minReadingBytes);
    }

    /** Needs of an operator that reads back into its records' pages. */
    public OperatorNeeds(long workspaceBytes, long minRecordBytes, long maxBytes) {
        this(workspaceBytes, minRecordBytes, 0, maxBytes);
    }

    /** With less than this the operator doesn't open. */
    public long minBytes() {
        return workspaceBytes + minRecordBytes + minReadingBytes;
    }
}
