# SPDX-License-Identifier: MIT
# The C library: where it is, and how its functions tell of failures and give out texts.

"""
What went wrong and the cure. `kind` is one of `:null`, `:name`, `:value`, `:count`, `:outside`, `:undefined`, `:data`,
`:cancelled`, `:library`.
"""
struct PlumblineError <: Exception
    kind::Symbol
    message::String
end

Base.showerror(io::IO, error::PlumblineError) = print(io, "PlumblineError: ", error.message)

const KINDS = (:null, :name, :value, :count, :outside, :undefined, :data, :cancelled)
const ABI = 1
const LIBRARY = Ref{Ptr{Cvoid}}(C_NULL)
const LOADING = ReentrantLock()

# Without a lock once it is loaded: finalizers, which must not wait, call it too.
library() = LIBRARY[] == C_NULL ? load() : LIBRARY[]

function load()
    lock(LOADING) do
        LIBRARY[] == C_NULL || return LIBRARY[]
        path = get(ENV, "PLUMBLINE_LIBRARY", "")
        cure = "set ENV[\"PLUMBLINE_LIBRARY\"] to the path of libplumbline, which " *
               "`swift build -c release --product plumbline` makes"
        name = isempty(path) ? Libdl.find_library(["libplumbline"]) : path
        isempty(name) && throw(PlumblineError(:library, "libplumbline is not found: $cure"))
        handle = Libdl.dlopen(name; throw_error = false)
        handle === nothing && throw(PlumblineError(:library, "'$name' cannot be loaded: $cure"))
        abi = ccall(Libdl.dlsym(handle, :plumbline_abi), Int32, ())
        abi == ABI || throw(PlumblineError(:library, "'$name' has the interface $abi, not $ABI: $cure"))
        LIBRARY[] = handle
    end
end

symbol(name::Symbol) = Libdl.dlsym(library(), name)

# Calls a function with room for the text of a failure, which is thrown.
function demand(call)
    text = zeros(UInt8, 1024)
    status = call(text, Int64(length(text)))
    status == 0 && return
    kind = 1 <= status <= length(KINDS) ? KINDS[status] : :library
    throw(PlumblineError(kind, String(text[1:something(findfirst(iszero, text), 1)-1])))
end

# The text that a function writes; nothing where it says that there is none.
function text(call)
    count = call(C_NULL, Int64(0))
    count < 0 && return nothing
    room = zeros(UInt8, count + 1)
    call(room, Int64(length(room)))
    return String(room[1:count])
end

# All texts of a function that numbers them from 0.
function texts(call, count)
    return String[something(text((room, size) -> call(Int32(i), room, size)), "") for i in 0:count-1]
end

# The document that a function gives out, as JSON has it.
function document(call)
    json = Ref{Ptr{UInt8}}(C_NULL)
    demand((error, size) -> call(json, error, size))
    try
        return JSON.parse(unsafe_string(json[]))
    finally
        ccall(symbol(:plumbline_free), Cvoid, (Ptr{UInt8},), json[])
    end
end
