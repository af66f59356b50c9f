@testable import HTTP

/// A form's body, a query and a path, and header fields made of them.
func fuzzForm(_ bytes: [UInt8]) {
    let form = Form.decode(bytes, limit: 50)
    must(form.fields.count <= 50, "the limit holds")
    let again = Form.decode(Form.encode(form.fields.map { ($0.name, $0.value) }), limit: 50)
    must(
        again.fields.count == form.fields.count
            && zip(again.fields, form.fields).allSatisfy { $0.name == $1.name && $0.value == $1.value },
        "what was read is written and read again")
    let text = String(decoding: bytes, as: UTF8.self)
    must(PercentEncoding.decode(PercentEncoding.encode(text)) == text, "what is escaped comes back")
    _ = PercentEncoding.decode(text)

    var headers = Headers()
    for field in form.fields { headers.append(name: field.name.utf8, value: field.value.utf8) }
    must(
        Array(headers).elementsEqual(form.fields) { $0.name == $1.name && $0.value == $1.value },
        "headers come back in their order")
    for field in form.fields {
        must(headers[field.name] != nil, "a header is found by its name")
        must(headers.all(field.name).contains(field.value), "and each value of it")
    }
}
