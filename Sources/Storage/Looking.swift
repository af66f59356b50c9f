extension Store {
    /// Looks into a database that another process may hold, without being able to change it: the running bot's,
    /// from the command line.
    /// - Parameters:
    ///   - path: the database.
    ///   - work: what to read, in one view of it.
    /// - Returns: what `work` returned.
    /// - Throws: what `work` threw, or ``DatabaseError``.
    public static func look<T>(at path: String, _ work: (Connection) throws -> T) throws -> T {
        let connection = try Connection.reader(path: path, options: Options())
        defer { connection.close() }
        return try work(connection)
    }
}
