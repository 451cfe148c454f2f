package io.plimsoll.benchmarks.duckdb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A small program around DuckDB: runs its arguments as SQL statements in a database in memory.
 * Without arguments it prints DuckDB's version. Runs without any other class of this module.
 */
public final class DuckDbProgram {

    private DuckDbProgram() {}

    /** Runs it; exit code 1 and DuckDB's message if a statement fails. */
    public static void main(String[] statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            if (statements.length == 0) {
                System.out.println(connection.getMetaData().getDatabaseProductVersion());
            }
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
